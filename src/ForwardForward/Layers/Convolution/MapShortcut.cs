using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>How the input of a convolutional layer joins what the layer makes of it.</summary>
/// <param name="Kind">Whether it does, and how.</param>
/// <param name="Side">The side of the squares of the input that are averaged to one place of the output.</param>
/// <param name="ShortcutGroups">How many equal groups of channels have their own part of both.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MapShortcut(Shortcut Kind, int Side, int ShortcutGroups)
{
    /// <summary>What the layer hands on, <c>[n, channels, height, width]</c>.</summary>
    /// <param name="map">What it made, <c>[n, own channels, height, width]</c>.</param>
    /// <param name="input">Its standardised input, <c>[n, input channels, …]</c>.</param>
    /// <param name="overwrites">Whether the result may lie where the map lay.</param>
    public Tensor Join(Tensor map, Tensor input, bool overwrites)
    {
        if (Kind == Shortcut.None)
            return map;
        using DisposeScope scope = NewDisposeScope();
        Tensor reduced = Side == 1 ? input : nn.functional.avg_pool2d(input, Side);
        if (Kind == Shortcut.Concatenate)
            return FromGroups(cat([Groups(map), Groups(reduced)], 4)).MoveToOuterDisposeScope();
        return overwrites ? map.AddInPlace(reduced) : map.Add(reduced).MoveToOuterDisposeScope();
    }

    /// <summary>∂loss/∂map of what was joined, from ∂loss/∂(what the layer handed on).</summary>
    /// <param name="gradient"><c>[n, channels, height, width]</c>.</param>
    /// <param name="own">The channels of the map.</param>
    public Tensor PullBack(Tensor gradient, long own) => Kind == Shortcut.Concatenate
        ? FromGroups(Groups(gradient).narrow(4, 0, own / ShortcutGroups))
        : gradient;

    /// <summary>As <see cref="Join"/>, as ONNX operators.</summary>
    public OnnxValue Export(
        OnnxGraph graph, OnnxValue map, OnnxValue input, IReadOnlyList<long> inputShape, IReadOnlyList<long> outputShape)
    {
        if (Kind == Shortcut.None)
            return map;
        OnnxValue reduced = Side == 1 ? input : graph.Pool("AveragePool", input, Side, Side);
        if (Kind == Shortcut.Add)
            return graph.Sum(map, reduced);
        long ofInput = inputShape[0] / ShortcutGroups, places = outputShape[1] * outputShape[2];
        OnnxValue groups = graph.Reshape(map, [ShortcutGroups, (outputShape[0] / ShortcutGroups) - ofInput, places]);
        OnnxValue inputGroups = graph.Reshape(reduced, [ShortcutGroups, ofInput, places]);
        return graph.Reshape(graph.Add("Concat", [groups, inputGroups], new OnnxSetting("axis", 2)), outputShape);
    }

    // [n, height, width, groups, channels of one]: the channels of a place lie side by side.
    private Tensor Groups(Tensor map) => map.permute(0, 2, 3, 1).unflatten(3, ShortcutGroups, -1);

    private static Tensor FromGroups(Tensor groups) => groups.flatten(3, 4).permute(0, 3, 1, 2);
}
