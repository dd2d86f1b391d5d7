"""Charts: small SVG pictures drawn on the server, readable without colour, the same on screen and on paper."""
