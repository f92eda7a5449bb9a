namespace ForwardForward.Samples.Results;

/// <summary>What a run of a study gave, and where, when and how it came about. This is the content of <c>&lt;study&gt;-&lt;preset&gt;.json</c>.</summary>
public sealed record StudyRecord
{
    /// <summary>The study, such as <c>negative-strategies</c>.</summary>
    public required string Study { get; init; }

    /// <summary>The preset: <c>quick</c>, <c>controlled</c> or <c>faithful</c>.</summary>
    public required string Preset { get; init; }

    /// <summary>The dataset, such as <c>mnist</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The version of the library.</summary>
    public required string Library { get; init; }

    /// <summary>The commit of the code; <c>-dirty</c> behind it says that files had been changed since.</summary>
    public required string Commit { get; init; }

    /// <summary>The device: <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The number of threads of one operation.</summary>
    public required int Threads { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>How long the whole run took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The results.</summary>
    public required IReadOnlyList<StudyRow> Rows { get; init; }
}
