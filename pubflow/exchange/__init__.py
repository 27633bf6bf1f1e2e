"""Terms to other tools and back: TBX, DeepL's lists, OmegaT's lists."""
