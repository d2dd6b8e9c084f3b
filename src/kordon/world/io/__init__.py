"""Files in and out: one module per format, each with a reader that trusts nothing and a writer that leaves no halves.

=====================  ===================================================================================
:mod:`gmns`            networks as GMNS folders (``node.csv``, ``link.csv``, ``config.csv``)
:mod:`geojson`         networks as one GeoJSON file
:mod:`geoparquet`      networks as two GeoParquet files
:mod:`demand`          origin-destination rows as long CSV, Parquet or OMX
:mod:`omx`             matrices by name with zone ids, as OMX
:mod:`trade`           BACI and UN Comtrade CSV, summed to tonnes by state, state and cargo class
:mod:`locode`          the UN/LOCODE list
:mod:`osm`             roads and railways of an OpenStreetMap extract (PBF)
=====================  ===================================================================================

Codes are text in all of them: Namibia is ``NA``, Norway is ``NO``.
"""
