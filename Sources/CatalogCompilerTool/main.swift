// The first file of the tool.
