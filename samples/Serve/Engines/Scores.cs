namespace ForwardForward.Samples.Serve.Engines;

/// <summary>What a network makes of rows.</summary>
/// <param name="Values">The score of every class, row by row.</param>
/// <param name="Labels">The class of each row.</param>
internal sealed record Scores(float[] Values, long[] Labels)
{
    private int Classes => Values.Length / Labels.Length;

    /// <summary>Whether every score is a number.</summary>
    public bool AreFinite => Array.TrueForAll(Values, float.IsFinite);

    /// <summary>The scores of one row.</summary>
    public float[] Row(int row) => Values[(row * Classes)..((row + 1) * Classes)];

    /// <summary>Those of some rows.</summary>
    public Scores Slice(int start, int count) =>
        new(Values[(start * Classes)..((start + count) * Classes)], Labels[start..(start + count)]);
}
