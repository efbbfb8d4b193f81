"""The parts of ``numpy.lib`` that differentiate, with types that know Variables."""
