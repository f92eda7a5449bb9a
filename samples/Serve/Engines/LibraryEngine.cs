using ForwardForward.Samples.Serve.Requests;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples.Serve.Engines;

/// <summary>A network in libtorch.</summary>
internal sealed class LibraryEngine(FFNetwork network) : IEngine
{
    public FFNetworkDefinition Definition => network.Definition;

    public Scores Score(InputRows rows)
    {
        using DisposeScope scope = NewDisposeScope();
        (long channels, long height, long width) = (Definition.Input.Channels, Definition.Input.Height, Definition.Input.Width);
        Tensor scores = network.ScoreLabels(tensor(rows.Values, [rows.Count, channels, height, width]));
        return new Scores([.. scores.data<float>()], [.. scores.argmax(1).data<long>()]);
    }

    public void Dispose() => network.Dispose();
}
