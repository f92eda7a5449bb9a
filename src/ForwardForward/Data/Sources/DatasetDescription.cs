namespace ForwardForward.Data;

/// <summary>What is known of a public dataset: its four files and where they can come from.</summary>
internal sealed record DatasetDescription
{
    /// <summary>Name of the dataset and of its folder, for example <c>fashion-mnist</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The method of <see cref="ImageDatasets"/> that loads it, for messages.</summary>
    public required string Method { get; init; }

    public required int Classes { get; init; }

    /// <summary>What the classes are called, where that is more than their number.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    public required DatasetFile TrainImages { get; init; }

    public required DatasetFile TrainLabels { get; init; }

    public required DatasetFile TestImages { get; init; }

    public required DatasetFile TestLabels { get; init; }

    /// <summary>Addresses that end in a slash; the name of a gzipped file is appended.</summary>
    public required IReadOnlyList<Uri> Mirrors { get; init; }

    /// <summary>Folders in which an operating system's package installs the files.</summary>
    public IReadOnlyList<string> SystemFolders { get; init; } = [];

    public IReadOnlyList<DatasetFile> Files => [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The files that a folder lacks; all of them where there is no such folder.</summary>
    public IReadOnlyList<DatasetFile> MissingIn(string folder) => [.. Files.Where(file => file.FindIn(folder) is null)];
}
