// The first file of Planning.
