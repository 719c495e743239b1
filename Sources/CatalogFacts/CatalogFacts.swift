// The first file of CatalogFacts.
