"""The Fallakte: composes one page from the slices below and holds the rules that span them."""
