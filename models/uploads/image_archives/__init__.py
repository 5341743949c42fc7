"""Archives of images as people have them: their members, what their folders mean, and how the images are stored."""
