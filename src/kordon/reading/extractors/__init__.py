"""Optional extractors behind :class:`kordon.plugins.Extractor`; each needs an extra that is imported only when used."""
