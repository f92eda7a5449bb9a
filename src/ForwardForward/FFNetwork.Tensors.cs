using ForwardForward.Extensibility;

namespace ForwardForward;

/// <content>What a saved network, or a checkpoint of its training, consists of besides the definition.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// All that the network has learned or keeps, by the names that a file has for it, such as "layer1.weight" and "head.bias".
    /// </summary>
    internal IReadOnlyList<NamedTensor> Tensors
    {
        get
        {
            Lifetime.Check();
            return [.. _layers.SelectMany((layer, index) => Prefix($"layer{index + 1}", TensorsOf(layer))), .. Prefix(
                "head", Head?.Parameters ?? [])];
        }
    }

    /// <summary>The moments and step counts of every optimizer, by names such as "layer1.weight/mean".</summary>
    internal IEnumerable<NamedTensor> OptimizerState =>
        _layers.SelectMany((layer, index) => Prefix($"layer{index + 1}", layer.OptimizerState))
            .Concat(Prefix("head", Head?.OptimizerState ?? []));

    /// <summary>What a layer, from 0, has learned, keeps and needs to go on, by the names of <see cref="Tensors"/>.</summary>
    internal IEnumerable<NamedTensor> StateOf(int layer) =>
        Prefix($"layer{layer + 1}", TensorsOf(_layers[layer]).Concat(_layers[layer].OptimizerState));

    private static IEnumerable<NamedTensor> TensorsOf(LocalLayer layer) => layer.Parameters.Concat(layer.Buffers);

    private static IEnumerable<NamedTensor> Prefix(string prefix, IEnumerable<NamedTensor> tensors) =>
        tensors.Select(tensor => new NamedTensor($"{prefix}.{tensor.Name}", tensor.Value));

    /// <exception cref="FFConfigurationException">A file could not tell two tensors of the layer apart.</exception>
    private static void RefuseSameNames(LocalLayer layer, int number)
    {
        if (TensorsOf(layer).CountBy(tensor => tensor.Name, StringComparer.Ordinal).FirstOrDefault(
            count => count.Value > 1).Key is { } name)
            throw new FFConfigurationException([new ConfigurationProblem(
                $"layer {number} ({layer.Name})", $"Two of its tensors are named \"{name}\".",
                "Give every parameter and buffer of a layer, its objective and its modulation a name of its own.")]);
    }
}
