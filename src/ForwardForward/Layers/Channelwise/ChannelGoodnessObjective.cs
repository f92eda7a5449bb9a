using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Channel-adaptive goodness: g = p · W, with p the channels' responses and W what share each channel has in each class, learned:
/// <c>channel_weights</c> <c>[channels, classes]</c> and <c>log_temperature</c> <c>[1]</c>.
/// </summary>
internal sealed class ChannelGoodnessObjective : ClassObjective, IOnnxExportable
{
    private const double OfMean = 0.94, OfMaximum = 0.06, OfMinimum = 0.05;
    private const double FirstTemperature = 10;

    private readonly double _entropyWeight;
    private readonly Tensor _weights;
    private readonly Tensor _temperature;

    /// <param name="loss">What the goodness of the classes should become.</param>
    /// <param name="entropyWeight">How much it costs that channels belong to many classes.</param>
    /// <param name="channels">The channels of the layer's map.</param>
    /// <param name="context">What the builder hands to the layer.</param>
    public ChannelGoodnessObjective(IClassLoss loss, double entropyWeight, long channels, LayerContext context)
        : base(loss)
    {
        _entropyWeight = entropyWeight;
        _weights = context.InitialValues.Constant(0.5, channels, context.Classes).DetachFromDisposeScope();
        _temperature = context.InitialValues.Constant(Math.Log(FirstTemperature), 1).DetachFromDisposeScope();
        Parameters = [new("channel_weights", _weights), new("log_temperature", _temperature)];
    }

    public override IReadOnlyList<NamedTensor> Parameters { get; }

    public override double? FloatingPointOperations => 2.0 * _weights.numel();

    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor map = Expect.Images(activations), places = map.flatten(2);
        Tensor responses = map.mean([2, 3]).Multiply(OfMean).Add(places.amax(2).Multiply(OfMaximum))
            - places.amin(2).Multiply(OfMinimum);
        return responses.mm(Shares()).MoveToOuterDisposeScope();
    }

    /// <summary>Log-probabilities, so that the scores of several layers can be summed.</summary>
    public override Tensor Score(Tensor goodness) => goodness.log_softmax(1);

    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        gradients.Watch(Parameters);
        using (enable_grad())
        {
            Tensor shares = Shares();
            Tensor cost = (shares * shares.log()).sum([0]).mean().Multiply(-_entropyWeight);
            cost.backward();
            gradients.AddLoss(cost.detach());
        }
        return base.Judge(judged, context, gradients).MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        using Tensor shares = Shares();
        OnnxValue places = graph.Reshape(input, [shape[0], shape[1] * shape[2]]);
        OnnxValue most = graph.Multiply(Reduce("ReduceMax"), OfMaximum), least = graph.Multiply(Reduce("ReduceMin"), OfMinimum);
        OnnxValue responses = graph.Subtract(graph.Sum(graph.Multiply(Reduce("ReduceMean"), OfMean), most), least);
        OnnxValue goodness = graph.Add("MatMul", [responses, graph.Constant(shares)]);
        return graph.Add("LogSoftmax", [goodness], new OnnxSetting("axis", 1));

        OnnxValue Reduce(string operation) => graph.Add(operation, [places], new("axes", [2]), new("keepdims", 0));
    }

    /// <summary>Of each channel the shares of the classes, <c>[channels, classes]</c>; they add up to 1.</summary>
    private Tensor Shares() => (_weights / _temperature.exp()).softmax(1);
}
