using ForwardForward.Layers;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What a saved network, or a checkpoint of its training, consists of besides the definition.</content>
public sealed partial class FFNetwork
{
    /// <summary>All that the network has learned or keeps, by the names that a file has for it, such as "layer1.weight" and "head.bias".</summary>
    internal IReadOnlyList<KeyValuePair<string, Tensor>> Tensors
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return [.. _layers.SelectMany((layer, index) => Prefix($"layer{index + 1}", TensorsOf(layer))), .. Prefix("head", Head?.Parameters ?? [])];
        }
    }

    /// <summary>The moments and step counts of every optimizer, by names such as "layer1.weight/mean".</summary>
    internal IEnumerable<KeyValuePair<string, Tensor>> OptimizerState =>
        _layers.SelectMany((layer, index) => Prefix($"layer{index + 1}", layer.OptimizerState)).Concat(Prefix("head", Head?.OptimizerState ?? []));

    private static IEnumerable<KeyValuePair<string, Tensor>> TensorsOf(LocalLayer layer) => layer.Parameters.Concat(layer.Buffers);

    private static IEnumerable<KeyValuePair<string, Tensor>> Prefix(string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        tensors.Select(tensor => new KeyValuePair<string, Tensor>($"{prefix}.{tensor.Key}", tensor.Value));

    /// <exception cref="FFConfigurationException">A file could not tell two tensors of the layer apart.</exception>
    private static void RefuseSameNames(LocalLayer layer, int number)
    {
        if (TensorsOf(layer).CountBy(tensor => tensor.Key, StringComparer.Ordinal).FirstOrDefault(count => count.Value > 1).Key is { } name)
            throw new FFConfigurationException([new ConfigurationProblem($"layer {number} ({layer.Name})", $"Two of its tensors are named \"{name}\".", "Give every parameter and buffer of a layer, its objective and its modulation a name of its own.")]);
    }
}
