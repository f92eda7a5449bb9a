using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A label as one value a class, as ONNX operators: what the overlays have in common.</summary>
internal static class LabelSlots
{
    /// <summary>The value in the slot of each label and 0 in the others, <c>[rows, classes]</c>.</summary>
    public static OnnxValue Show(OnnxGraph graph, OnnxValue labels, int classes, OnnxValue value)
    {
        using Tensor oneHot = TensorCreation.Identity(classes, float32, CPU);
        return graph.Multiply(graph.Add("Gather", [graph.Constant(oneHot), labels]), value);
    }

    /// <summary>The value spread evenly over the slots, <c>[rows, classes]</c>.</summary>
    public static OnnxValue ShowNeutral(OnnxGraph graph, OnnxValue images, int classes, OnnxValue value)
    {
        OnnxValue shape = graph.Add("Concat", [graph.CountRows(images), graph.Constant([classes])], new OnnxSetting("axis", 0));
        return graph.Add("Expand", [graph.Divide(value, classes), shape]);
    }

    /// <summary>Images whose first values are the slots.</summary>
    public static OnnxValue Overwrite(OnnxGraph graph, OnnxValue images, OnnxValue slots, IReadOnlyList<long> shape, int classes)
    {
        OnnxValue end = graph.Constant([long.MaxValue]), axis = graph.Constant([1]);
        OnnxValue others = graph.Add("Slice", [graph.Flatten(images), graph.Constant([(long)classes]), end, axis]);
        return graph.Reshape(graph.Add("Concat", [slots, others], new OnnxSetting("axis", 1)), shape);
    }

    /// <summary>The largest value of all images that are given at once, a scalar.</summary>
    public static OnnxValue Largest(OnnxGraph graph, OnnxValue images) =>
        graph.Add("ReduceMax", [images], new OnnxSetting("keepdims", 0));
}
