using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of <see cref="SelfContrastiveLayerDefinition"/> and its convolutional sister: <c>weight</c> and <c>bias</c>,
/// uniform in ±1/√fan-in.
/// </summary>
internal sealed class SelfContrastiveLayer : LocalLayer, IOnnxExportable
{
    private readonly INormalisation _normalisation;
    private readonly int _pool;
    private readonly Tensor _weight;
    private readonly Tensor _bias;

    /// <param name="name">What messages call the layer.</param>
    /// <param name="weightShape"><c>[units, inputs]</c>, or of a convolution <c>[channels, inputs, kernel, kernel]</c>.</param>
    /// <param name="pool">The side of the squares of a map that are averaged to one place.</param>
    /// <param name="options">What is asked of the pairs.</param>
    /// <param name="context">What the builder hands to every layer.</param>
    public SelfContrastiveLayer(string name, long[] weightShape, int pool, SelfContrastiveOptions options, LayerContext context)
        : base(name, context, new SelfContrastiveObjective(options))
    {
        _normalisation = context.StandardiseSamples();
        _pool = pool;
        long fanIn = weightShape[1..].Size();
        _weight = AddParameter("weight", context.InitialValues.Uniform(fanIn, weightShape));
        _bias = AddParameter("bias", context.InitialValues.Uniform(fanIn, weightShape[0]));
        FloatingPointOperations = 2.0 * _weight.numel() * (_weight.ndim == 4 ? context.InputShape[1] * context.InputShape[2] : 1);
    }

    public override double? FloatingPointOperations { get; }

    public override Tensor Forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Activate(Respond(input)).MoveToOuterDisposeScope();
    }

    protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Tensor input = part.Input.Rows.detach();
        gradients.Watch(OwnParameters);
        using var recording = enable_grad();
        part.Kept = Respond(input);
    }

    /// <summary>The objective looks at the responses; the next layer sees the activations.</summary>
    protected internal override void Measure(MicroBatch part)
    {
        part.Judged = ((Tensor)part.Kept!).detach();
        part.Activations = Activate(part.Judged);
        part.Goodness = Objective.Measure(part.Judged.Multiply(2));
    }

    private Tensor Respond(Tensor input)
    {
        bool isConvolution = _weight.ndim == 4;
        CheckInput(input, isConvolution);
        Expect.InMemory(Expect.Like(input, _weight));
        Tensor normalised = _normalisation.Normalise(isConvolution ? input : input.flatten(1));
        long padding = isConvolution ? _weight.shape[2] / 2 : 0;
        return isConvolution
            ? nn.functional.conv2d(MapFormat.ChannelsLast(normalised), _weight, _bias, padding: [padding, padding])
            : nn.functional.linear(normalised, _weight, _bias);
    }

    // Above the mean of the units at the same place: the "triangle" of Coates and Ng.
    private Tensor Activate(Tensor responses)
    {
        Tensor triangle = (responses - responses.mean([1], keepdim: true)).relu();
        return _pool > 1 && triangle.ndim == 4 ? nn.functional.avg_pool2d(triangle, _pool) : triangle;
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue normalised = graph.Apply(_normalisation, input, shape);
        OnnxValue responses = _weight.ndim == 4
            ? graph.Convolve(normalised, _weight, _bias)
            : graph.Linear(graph.Flatten(normalised), _weight, _bias);
        OnnxValue triangle = graph.Add("Relu", [graph.Subtract(responses, graph.ReduceAxis("ReduceMean", responses, 1))]);
        return _pool > 1 ? graph.Pool("AveragePool", triangle, _pool, _pool) : triangle;
    }
}
