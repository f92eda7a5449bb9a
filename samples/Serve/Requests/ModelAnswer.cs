using ForwardForward.Data;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>What is served.</summary>
/// <param name="Input">Channels, height and width of what it reads.</param>
/// <param name="AskedAboutImages">Whether it is asked about images, or about rows of numbers.</param>
/// <param name="Classes">How many classes it tells apart.</param>
/// <param name="ClassNames">What they are called; null where they have no names.</param>
/// <param name="Columns">The columns of the table that it learned from, in the order of their numbers; null where it learned from
/// none.</param>
internal sealed record ModelAnswer(
    ImageShape Input, bool AskedAboutImages, int Classes, IReadOnlyList<string>? ClassNames,
    IReadOnlyList<ModelColumn>? Columns)
{
    /// <exception cref="RequestRefusedException">The network is not loaded yet.</exception>
    public static ModelAnswer Of(Model model)
    {
        FFNetworkDefinition definition = Loaded(model);
        return new ModelAnswer(
            definition.Input, RequestReader.IsAskedAboutImages(definition.Input), definition.Classes, definition.ClassNames,
            definition.Table?.Columns.Select(ModelColumn.Of).ToArray());
    }

    /// <summary>What the network is, once it is loaded.</summary>
    /// <exception cref="RequestRefusedException">The network is not loaded yet.</exception>
    public static FFNetworkDefinition Loaded(Model model) =>
        model.Definition
        ?? throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "The network is being loaded: try again.");
}
