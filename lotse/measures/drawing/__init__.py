"""Pictures of a plan as SVG, drawn on the server from plain data; classes only, no inline style, every text escaped."""
