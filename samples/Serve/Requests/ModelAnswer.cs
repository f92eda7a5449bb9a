using ForwardForward.Data;
using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>What is served.</summary>
/// <param name="Input">Channels, height and width of what it reads.</param>
/// <param name="AskedAboutImages">Whether it is asked about images, or about rows of numbers.</param>
/// <param name="Classes">How many classes it tells apart.</param>
/// <param name="ClassNames">What they are called; null where they have no names.</param>
internal sealed record ModelAnswer(ImageShape Input, bool AskedAboutImages, int Classes, IReadOnlyList<string>? ClassNames)
{
    /// <exception cref="RequestRefusedException">The network is not loaded yet.</exception>
    public static ModelAnswer Of(IEngine? engine) => Of(Loaded(engine).Definition);

    /// <summary>The engine, where there is one already.</summary>
    public static IEngine Loaded(IEngine? engine) =>
        engine ?? throw new RequestRefusedException(StatusCodes.Status503ServiceUnavailable, "The network is being loaded: ask again.");

    private static ModelAnswer Of(FFNetworkDefinition definition) =>
        new(definition.Input, RequestReader.IsAskedAboutImages(definition.Input), definition.Classes, definition.ClassNames);
}
