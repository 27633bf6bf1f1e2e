"""What leaves the house: the gate, bundles, signatures, where editions stand, corrections."""
