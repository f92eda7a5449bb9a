using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve;

/// <summary>What the command line asks for.</summary>
/// <param name="Network">The file of the network; null to learn drawn digits.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Urls">The addresses to listen on; null for what the environment says, or this machine alone.</param>
/// <param name="MostBatch">The most images or rows of one pass, and of one request.</param>
/// <param name="Delay">How long the first request of a batch waits for others.</param>
/// <param name="MostWaiting">How many requests may be read, wait and be answered at a time.</param>
/// <param name="MostBytes">The most bytes of a request's body.</param>
/// <param name="MostPixels">The most pixels of an image.</param>
/// <param name="Patience">How long a request may take to arrive.</param>
internal sealed record ServingOptions(
    string? Network, EngineKind Engine, string? Urls, int MostBatch, TimeSpan Delay, int MostWaiting, long MostBytes, long MostPixels,
    TimeSpan Patience);
