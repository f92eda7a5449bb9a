using System.Reflection;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Extensibility;
using ForwardForward.Tests.Experiments.Records;
using ForwardForward.Tests.Experiments.Transfer;

namespace ForwardForward.Tests.Reliability;

/// <summary>Something right of each type of the library.</summary>
internal static class Specimens
{
    private static readonly Dictionary<Type, Func<object>> Makers = new()
    {
        [typeof(LabelledImages)] = () => SyntheticImages.Create(12),
        [typeof(ImageDataset)] = TransferTasks.Source,
        [typeof(FFNetworkDefinition)] = Define,
        [typeof(BackpropTwin)] = () => BackpropTwin.Create(Define()),
        [typeof(LinearProbe)] = FitProbe,
        [typeof(TransferRecipe)] = TransferTasks.Recipe,
        [typeof(StudyRecord)] = () => TrialRecord.Whole,
        [typeof(StudyRow)] = () => TrialRecord.Trained,
        [typeof(TrainingSchedule)] = () => TrainingSchedule.Greedy,
        [typeof(TransferOptions)] = () => new TransferOptions { Seeds = [1], LabelBudgets = [6], Draws = 1 },
        [typeof(ShownLabel)] = () => ShownLabel.Of(1),
        [typeof(ProbeHead)] = () => new RidgeHead(),
        [typeof(LayerDefinition)] = () => new DenseLayerDefinition(8),
        [typeof(LocalObjective)] = CreateObjective,
        [typeof(LocalObjective)] = CreateObjective,
        [typeof(ContrastiveObjective)] = CreateObjective,
        [typeof(ILabelEmbedding)] = () => new FirstPixelsOverlay(),
        [typeof(INegativeSampler)] = () => new WrongLabelSampler(),
        [typeof(IGoodness)] = () => new MeanSquareGoodness(),
        [typeof(IContrastiveLoss)] = () => new SwishLoss(),
        [typeof(IClassLoss)] = () => new CrossEntropyLoss(),
        [typeof(INormalisation)] = () => new LengthNormalisation(),
        [typeof(IModulation)] = () => new TopDownModulation(),
        [typeof(ICollaboration)] = () => new LayerCollaboration(),
        [typeof(Func<LocalObjective>)] = () => (Func<LocalObjective>)CreateObjective,
    };

    public static bool CanCreate(Type type) => Makers.ContainsKey(type) || (type.Assembly == typeof(FFNetwork).Assembly
        && type is { IsClass: true, IsAbstract: false } && type.GetConstructors().Length > 0);

    public static object Create(Type type)
    {
        if (Makers.TryGetValue(type, out Func<object>? make))
            return make();
        ConstructorInfo constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"Nobody can make a {type}.");
        return constructor.Invoke([.. constructor.GetParameters()
            .Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : HostileArguments.For(parameter)[0].Create())]);
    }

    private static FFNetworkDefinition Define()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        return network.Definition;
    }

    private static LinearProbe FitProbe()
    {
        using LabelledImages data = SyntheticImages.Create(12);
        return LinearProbe.Fit(RawPixels.Features, data);
    }

    private static ContrastiveObjective CreateObjective() => new(new MeanSquareGoodness(), new SwishLoss());
}
