using ForwardForward.Benchmarks.Report;
using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Benchmarks.Soak;

/// <summary>What a soak did, and its memory over time.</summary>
internal sealed record SoakRecord
{
    public string Library { get; } = StudyRecord.LibraryVersion;

    public string Commit { get; } = CodeCommit.Find();

    public Machine Machine { get; } = Machine.Describe();

    public required DateTimeOffset Started { get; init; }

    public required int Seed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>How often each thing was done.</summary>
    public required IReadOnlyDictionary<string, int> Done { get; init; }

    /// <summary>
    /// Resident memory in the last tenth of the points less that in the second tenth, each a mean: the first fills caches.
    /// </summary>
    public required double GrowthMiB { get; init; }

    public required IReadOnlyList<SoakPoint> Curve { get; init; }

    public void Save(string file)
    {
        RecordFile.Write(file, this);
        File.WriteAllText(Path.ChangeExtension(file, ".svg"), MemoryCurve.Draw(Curve));
    }
}
