using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>Plugins that say what they compute as ONNX operators.</summary>
internal static class ExportedPlugins
{
    public sealed class PowerGoodness(double power) : IGoodness, IOnnxExportable
    {
        public double Power => power;

        public Tensor Measure(Tensor activations) => activations.flatten(1).abs().pow(power).mean([1]);

        public OnnxValue Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
        {
            OnnxValue powers = graph.Add("Pow", [graph.Add("Abs", [graph.Add("Flatten", [input])]), graph.Constant(power)]);
            return graph.Add("ReduceMean", [powers], new("axes", [1]), new("keepdims", 0));
        }
    }

    public sealed class HalfOf(INormalisation other) : INormalisation, IOnnxExportable
    {
        public INormalisation Other => other;

        public Tensor Normalise(Tensor input) => other.Normalise(input) / 2;

        public OnnxValue Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) =>
            graph.Add("Div", [graph.Apply(other, input, shape), graph.Constant(2)]);
    }

    public sealed class BrightnessEmbedding : ILabelEmbedding, IOnnxLabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => images + (labels.to(images.dtype) / classes).view(-1, 1, 1, 1);

        public Tensor EmbedNeutral(Tensor images, int classes) => images + 0.5;

        public OnnxValue Embed(OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes)
        {
            OnnxValue brightness = graph.Add("Div", [graph.Add("Cast", [labels], new OnnxSetting("to", 1)), graph.Constant(classes)]);
            return graph.Add("Add", [images, graph.Add("Reshape", [brightness, graph.Constant([-1, 1, 1, 1])])]);
        }

        public OnnxValue EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
            graph.Add("Add", [images, graph.Constant(0.5)]);
    }

    /// <summary>A layer that pads its rows and learns by leaky units: attributes of every type.</summary>
    public sealed class LeakyLayerDefinition(int units) : LayerDefinition
    {
        public int Units => units;

        public override string Name => $"Leaky {Units}";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];

        public override LocalLayer Create(LayerContext context) => new LeakyLayer(this, context);
    }

    private sealed class LeakyLayer : LocalLayer, IOnnxExportable
    {
        private readonly INormalisation _normalisation;
        private readonly Tensor _weight;

        public LeakyLayer(LeakyLayerDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            _normalisation = context.InputNormalisation;
            long inputs = context.InputShape.Size();
            _weight = AddParameter("weight", context.InitialValues.Uniform(inputs, definition.Units, inputs + 2));
        }

        public override Tensor Forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor padded = nn.functional.pad(_normalisation.Normalise(input.flatten(1)), [1, 1], PaddingModes.Replicate);
            return nn.functional.leaky_relu(nn.functional.linear(padded, _weight), 0.25).MoveToOuterDisposeScope();
        }

        public OnnxValue Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
        {
            OnnxValue rows = graph.Apply(_normalisation, graph.Add("Flatten", [input]), [shape.Size()]);
            OnnxValue padded = graph.Add("Pad", [rows, graph.Constant([0, 1, 0, 1])], new OnnxSetting("mode", "edge"));
            OnnxValue product = graph.Add("Gemm", [padded, graph.Constant(_weight)], new OnnxSetting("transB", 1));
            return graph.Add("LeakyRelu", [product], new OnnxSetting("alpha", 0.25));
        }
    }
}
