using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>The live form of <see cref="ClosedFormDefinition"/>; it counts what it is given.</summary>
internal sealed class ClosedFormLayer : LocalLayer
{
    private readonly ClosedFormDefinition _definition;
    private readonly INormalisation _normalisation;
    private readonly Tensor _weight;
    private readonly Tensor _bias;

    public ClosedFormLayer(ClosedFormDefinition definition, LayerContext context)
        : base(definition.Name, context)
    {
        _definition = definition;
        _normalisation = context.InputNormalisation;
        long inputs = context.InputShape.Size();
        _weight = AddParameter("weight", context.InitialValues.Uniform(inputs, definition.Units, inputs));
        _bias = AddParameter("bias", context.InitialValues.Uniform(inputs, definition.Units));
    }

    /// <summary>The rows of each micro-batch that the layer learned from.</summary>
    public List<long> LearnedRows { get; } = [];

    /// <summary>How many of these micro-batches gave images and labels apart.</summary>
    public int SharedParts { get; private set; }

    protected override bool RespondsRowByRow => _definition.RowByRow;

    public override Tensor Forward(Tensor input) => Forward(LayerInput.FromTensor(input));

    public override Tensor Forward(LayerInput input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Activate(input, Share(input)).MoveToOuterDisposeScope();
    }

    protected override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        SharedImages? shared = Share(part.Input);
        LearnedRows.Add(part.Input.Count);
        SharedParts += shared is null ? 0 : 1;
        (part.Kept, part.Activations) = (shared, Activate(part.Input, shared));
    }

    protected override void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
    {
        Tensor delta = gradient * (part.Activations > 0);
        gradients.Add(_weight, part.Kept is SharedImages shared ? GradientOfShared(shared, delta) : delta.t().mm(Normalise(part.Input)));
        gradients.Add(_bias, delta.sum([0]));
    }

    private static Tensor GradientOfShared(SharedImages shared, Tensor delta)
    {
        Tensor labels = shared.LabelRows();
        Tensor gradient = delta.view(-1, shared.Rows.shape[0], delta.shape[1]).sum([0]).t().mm(shared.Rows);
        gradient.narrow(1, shared.LabelStart, labels.shape[1]).add_(delta.t().mm(labels));
        return gradient;
    }

    private SharedImages? Share(LayerInput input) => _definition.SharesImages ? input.Share(_normalisation) : null;

    private Tensor Activate(LayerInput input, SharedImages? shared)
    {
        if (shared is null)
            return nn.functional.linear(Normalise(input), _weight, _bias).relu();
        Tensor labels = shared.LabelRows();
        Tensor product = nn.functional.linear(shared.Rows, _weight, _bias).repeat(input.Blocks, 1);
        return (product + labels.mm(_weight.narrow(1, shared.LabelStart, labels.shape[1]).t())).relu();
    }

    private Tensor Normalise(LayerInput input)
    {
        Tensor rows = input.Rows.flatten(1);
        CheckInput(rows);
        return _normalisation.Normalise(rows);
    }
}
