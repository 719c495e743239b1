// The first file of Diagrams.
