using ForwardForward.Benchmarks.Report;
using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>How the sample Serve did under load.</summary>
internal sealed record ServingRecord
{
    public string Library { get; } = StudyRecord.LibraryVersion;

    public string Commit { get; } = CodeCommit.Find();

    public Machine Machine { get; } = Machine.Describe();

    public required DateTimeOffset Started { get; init; }

    /// <summary>Of load, each engine.</summary>
    public required double Seconds { get; init; }

    /// <summary>Each asks about one image at a time; they run on the same machine.</summary>
    public required int Clients { get; init; }

    public required string Network { get; init; }

    /// <summary>What the server was told beyond its defaults.</summary>
    public string Settings { get; } = "defaults";

    /// <summary>What else the machine did.</summary>
    public required string? Note { get; init; }

    public required IReadOnlyList<ServingRow> Rows { get; init; }
}
