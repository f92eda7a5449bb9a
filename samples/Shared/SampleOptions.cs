namespace ForwardForward.Samples;

/// <summary>What the command line asked for, with the sample's defaults filled in.</summary>
public sealed record SampleOptions
{
    /// <summary>How much care the run takes.</summary>
    public required Preset Preset { get; init; }

    /// <summary>The dataset.</summary>
    public required DatasetChoice Dataset { get; init; }

    /// <summary>The folder with the dataset's files, or null: the library's own places.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>How many training images and how many test images of every dataset are used, or null: all.</summary>
    public int? Images { get; init; }

    /// <summary>The number of seeds; the runs take the seeds 0, 1, …</summary>
    public required int Seeds { get; init; }

    /// <summary>The number of passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>Where to compute.</summary>
    public required DeviceChoice Device { get; init; }

    /// <summary>The folder for records and figures.</summary>
    public required string OutFolder { get; init; }

    /// <summary>The configurations that a study measures, by name; none: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Whether a study measures everything again, instead of going on from what its folder holds.</summary>
    public bool Fresh { get; init; }
}
