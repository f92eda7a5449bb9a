using ForwardForward.Runtime;

namespace ForwardForward;

/// <content>The network at a glance.</content>
public sealed partial class FFNetwork
{
    /// <summary>What each layer gives, learns and costs; printed, it is a table.</summary>
    /// <remarks>
    /// Shapes come from the definitions of the layers, and parameters are counted. Operations are what layers and objectives state
    /// (<c>LocalLayer.FloatingPointOperations</c>): a layer of your own that says nothing has all but those.
    /// </remarks>
    /// <returns>The summary, which holds nothing of the network.</returns>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    public NetworkSummary Summary()
    {
        using Lifetime.Use held = Lifetime.Enter();
        bool inOnePass = ReadsPlainImages || Definition.Prediction == PredictionMethod.SoftmaxHead;
        return new NetworkSummary(
            InputInWords(),
            [.. LayerShapes().Select((shape, index) => LayerSummary.Of(Definition.Layers[index], _layers[index], shape))],
            Head is null ? null : LayerSummary.Of(Head, Definition.Classes),
            inOnePass ? 1 : Definition.Classes);
    }

    private string InputInWords() => Definition.FirstInputShape is [long values] && values > Definition.Input.Size
        ? $"{Definition.Input} + {values - Definition.Input.Size}"
        : Definition.Input.ToString();
}
