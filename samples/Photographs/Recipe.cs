namespace ForwardForward.Samples.Photographs;

/// <summary>A kind of network to choose from, with what suits it.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="AddLayers">Adds its layers, for so many classes.</param>
internal sealed record Recipe(string Name, Func<FFNetworkBuilder, int, FFNetworkBuilder> AddLayers)
{
    /// <summary>All recipes, the default first.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        // Each layer projects its maps on the classes: no negatives, and every class in one pass.
        new("projection", (network, _) => network.AddConvolutionProjection(32).AddConvolutionProjection(64).AddConvolutionProjection(128)),

        // Groups of channels compete for the class.
        new("cwc", (network, classes) => network
            .AddCwcBlock(Channels(60, classes)).AddCwcBlock(Channels(120, classes)).AddCwcBlock(Channels(240, classes))),

        // Forward-Forward with positives and negatives, on dense layers.
        new("dense", (network, _) => network.AddDense(1_000).AddDense(1_000)),
    ];

    public static Recipe Find(string name) => All.First(recipe => string.Equals(recipe.Name, name, StringComparison.Ordinal));

    /// <summary>About so many channels, the same number for every class.</summary>
    private static int Channels(int about, int classes) => classes * Math.Max(1, about / classes);
}
