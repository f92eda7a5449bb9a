using ForwardForward.Benchmarks.Costs;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Benchmarks.Report;

/// <summary>A run's results, with what they were measured on and from which code.</summary>
internal sealed record BenchmarkReport
{
    public required string Library { get; init; }

    public required string Commit { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required double Seconds { get; init; }

    public required bool Quick { get; init; }

    /// <summary>Whether another process computed on one core meanwhile.</summary>
    public bool Loaded { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>Who multiplies large matrices for this library.</summary>
    public required string Products { get; init; }

    public required IReadOnlyList<PairResult> Results { get; init; }

    public required IReadOnlyList<Skipped> Skipped { get; init; }

    /// <summary>What a step costs over width, depth, batch and classes; null in a report of ratios.</summary>
    public IReadOnlyList<CostRow>? Costs { get; init; }

    /// <summary>How far steps are from their matrix products alone; null in a report of ratios.</summary>
    public IReadOnlyList<FloorRow>? Floors { get; init; }

    public static BenchmarkReport Create(
        DateTimeOffset started, bool quick, IReadOnlyList<PairResult> results, IReadOnlyList<Skipped> skipped) => new()
        {
            Library = StudyRecord.LibraryVersion,
            Commit = CodeCommit.Find(),
            Started = started,
            Seconds = Math.Round((DateTimeOffset.UtcNow - started).TotalSeconds, 1),
            Quick = quick,
            Machine = Machine.Describe(),
            Products = ProductLibrary.Name,
            Results = results,
            Skipped = skipped,
        };

    /// <summary>Writes the report, and beside it the same as tables, <c>.md</c>.</summary>
    public void Save(string file)
    {
        RecordFile.Write(file, this);
        File.WriteAllText(Path.ChangeExtension(file, ".md"), ReportText.ToMarkdown(this));
    }
}
