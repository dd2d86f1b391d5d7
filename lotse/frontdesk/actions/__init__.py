"""What the counter sets going in one step, composed of the actions of the slices below."""
