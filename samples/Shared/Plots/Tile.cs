namespace ForwardForward.Samples;

/// <summary>A small picture with a caption.</summary>
/// <param name="Pixels">Brightness by row and column, from 0 (black) to 1 (white).</param>
/// <param name="Caption">What stands below it.</param>
public sealed record Tile(double[,] Pixels, string Caption);
