namespace ForwardForward.Experiments;

/// <summary>How far a sweep has come.</summary>
public sealed class SweepProgress
{
    internal SweepProgress(int done, int count, SweepCell cell, TrainingProgress? training = null, SweepRow? row = null)
    {
        Done = done;
        Count = count;
        Cell = cell;
        Training = training;
        Row = row;
    }

    /// <summary>How many cells are done, those of earlier runs included.</summary>
    public int Done { get; }

    /// <summary>The number of cells in all.</summary>
    public int Count { get; }

    /// <summary>The cell at hand.</summary>
    public SweepCell Cell { get; }

    /// <summary>How far its training has come; null when the cell begins and when it ends.</summary>
    public TrainingProgress? Training { get; }

    /// <summary>The result of the cell; null before it ends.</summary>
    public SweepRow? Row { get; }

    /// <summary>The progress in one line.</summary>
    /// <returns>
    /// Such as "3 of 12: two layers of 500, seed 2, epoch 2 of 20, batch 30 of 93, 12.3 s", or the row of a cell that has ended.
    /// </returns>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Done} of {Count}: {Row?.ToString() ?? $"{Cell}{(Training is null ? string.Empty : $", {Training}")}"}");
}
