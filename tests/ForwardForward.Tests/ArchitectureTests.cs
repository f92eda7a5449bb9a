using System.Text.RegularExpressions;

namespace ForwardForward.Tests;

/// <summary>Dependencies between the library's folders point one way, as CONTRIBUTING.md draws them.</summary>
/// <remarks>A namespace is an audience and a folder a subject, so what a file uses is read from the names of types in its code.</remarks>
public sealed partial class ArchitectureTests
{
    // A folder may use those of the lines before its own, and itself. "." is the root: the builder and the network.
    private static readonly string[][] Levels =
    [
        ["Tensors"],
        ["Runtime", "Runtime/Native", "Runtime/Kernels"],
        ["Onnx"],
        ["Data", "Data/Sources", "Data/Synthetic", "Data/Folders", "Data/Tables", "Data/NumPy"],
        [
            "Strategies/Goodness", "Strategies/Labels", "Strategies/Losses", "Strategies/Negatives", "Strategies/Normalisation",
            "Strategies/Optimizers",
        ],
        ["Strategies/Readout"],
        ["Strategies/Modulation", "Strategies/Collaboration"],
        ["Extensibility"],
        ["Layers"],
        ["Layers/Dense", "Layers/Convolution", "Layers/Contrast", "Layers/Readout"],
        ["Layers/Projection", "Layers/Channelwise"],
        ["Layers/Prospective", "Layers/PredictiveCoding", "Layers/SelfSupervised"],
        ["Faithful"],
        ["."],
        ["Persistence", "Persistence/Safetensors"],
        ["Training", "Training/Batches", "Training/Checkpoints", "Training/Pipelines", "Training/Watching"],
        ["Evaluation"],
        ["Experiments", "Experiments/Probing", "Experiments/Representation", "Experiments/Records"],
        ["Experiments/Sweeps"],
        ["Experiments/Baselines"],
        ["Experiments/Transfer"],
    ];

    [Fact]
    public void Folders_OfTheLibrary_UseOnlyThoseBelow()
    {
        SourceFile[] files = [.. SourceFile.OfTheLibrary()];
        // A type in several files belongs to the lowest level of them: the network to the root, though training adds Fit to it.
        Dictionary<string, string> folders = files.OrderBy(file => LevelOf(file.Folder))
            .DistinctBy(file => file.Type, StringComparer.Ordinal)
            .ToDictionary(file => file.Type, file => file.Folder, StringComparer.Ordinal);
        IEnumerable<string> backwards =
            from file in files
            where !file.Code.Contains("public enum ", StringComparison.Ordinal) // Its members may be called as types are.
            from type in Word().Matches(file.Code).Select(word => word.Value).Distinct(StringComparer.Ordinal)
            where folders.TryGetValue(type, out string? other) && !IsBelow(other, file.Folder)
            select $"{file.Path} uses {type} of {folders[type]}";

        string.Join("\n", backwards).Should().BeEmpty();
    }

    // Folders of one line and one parent are one level, and may use each other.
    private static bool IsBelow(string other, string folder) =>
        LevelOf(other) < LevelOf(folder)
        || string.Equals(other, folder, StringComparison.Ordinal)
        || (LevelOf(other) == LevelOf(folder) && !folder.StartsWith("Strategies", StringComparison.Ordinal)
            && !folder.StartsWith("Layers", StringComparison.Ordinal));

    private static int LevelOf(string folder)
    {
        int level = Array.FindIndex(Levels, folders => folders.Contains(folder, StringComparer.Ordinal));
        return level >= 0
            ? level
            : throw new InvalidOperationException($"The folder {folder} has no level: give it one here and in CONTRIBUTING.md.");
    }

    // A name right before a parenthesis is a method's, unless "new" stands before it.
    [GeneratedRegex(@"(?<=\bnew )[A-Z]\w+\b|\b[A-Z]\w+\b(?!\s*\()", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
