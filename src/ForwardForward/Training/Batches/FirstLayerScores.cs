using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// What the first layer says of every label while a batch is made. What it computed of the batch's images is kept for the step that it
/// takes on them next.
/// </summary>
internal sealed class FirstLayerScores(FFNetwork network, WorkSpace space) : IDisposable
{
    private (Tensor Images, LayerInput Shown)? _scored;

    /// <summary>The first layer's goodness of every label, <c>[n, classes]</c>. Of many images nothing is kept.</summary>
    public Tensor Score(Tensor images)
    {
        Dispose();
        int classes = network.Definition.Classes;
        if (!MicroBatchSize.On(network.Device).HoldsWhole(images.size(0) * classes))
            return network.MapMicroBatches(Pixels.AlreadyRead(images), ScorePart, passes: classes);
        LayerInput shown = network.ShowEveryLabel(images, space);
        _scored = (images, shown);
        return network.ScoreByFirstLayer(shown);
    }

    /// <summary>The images under other labels with what was kept of them, where they are those scored last; else null.</summary>
    public LayerInput? ShowScored(Tensor images, Tensor labels) => _scored is { } scored && ReferenceEquals(scored.Images, images)
        ? scored.Shown.ShowInstead(labels.alias().DetachFromDisposeScope())
        : null;

    public void Dispose()
    {
        _scored?.Shown.Dispose();
        _scored = null;
    }

    private Tensor ScorePart(Tensor images)
    {
        using LayerInput shown = network.ShowEveryLabel(images);
        return network.ScoreByFirstLayer(shown);
    }
}
