// The first file of CatalogSchema.
