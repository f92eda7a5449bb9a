using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>The caller's <c>inference_mode()</c>, in which nothing is recorded for a gradient, even where a layer asks for it.</summary>
internal static class InferenceMode
{
    /// <summary>
    /// Leaves the mode of this thread, where it is on, until the result is disposed: for what learns, or makes what will.
    /// </summary>
    public static IDisposable? Leave() => is_inference_mode_enabled() ? inference_mode(false) : null;
}
