using ForwardForward.Extensibility;
using ForwardForward.Tests.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Channelwise;

public sealed class ClassGroupObjectiveTests
{
    public static TheoryData<IClassLoss> Losses =>
        [new CrossEntropyLoss(temperature: 0.5, labelSmoothing: 0.1), new ChannelwiseCompetitionLoss(), new PositiveVersusNegativeLoss()];

    [Fact]
    public void Measure_SixUnitsOfThreeClasses_IsWhatEachPairMakes()
    {
        Tensor activations = Matrix(new float[,] { { 1, 3, -2, 2, 0, 5 } });

        // Mean squares (1 + 9) / 2, (4 + 4) / 2, (0 + 25) / 2; means 2, 0, 2.5.
        using ClassGroupObjective squares = new(GroupMeasure.MeanSquare, new CrossEntropyLoss(), 3);
        using ClassGroupObjective means = new(GroupMeasure.Mean, new CrossEntropyLoss(), 3);

        Values(squares.Measure(activations)).Should().Equal(5f, 4f, 12.5f);
        Values(means.Measure(activations)).Should().Equal(2f, 0f, 2.5f);
    }

    [Fact]
    public void Measure_Maps_AveragesEachClassesChannelsOverAllPlaces()
    {
        // Two channels of 1×2 places, one a class: (1 + 9) / 2 and (4 + 0) / 2.
        using ClassGroupObjective objective = new(GroupMeasure.MeanSquare, new CrossEntropyLoss(), 2);

        Values(objective.Measure(tensor(new float[] { 1, 3, 2, 0 }).view(1, 2, 1, 2))).Should().Equal(5f, 2f);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Differentiate_EveryLossAndMeasure_EqualsAutomaticDifferentiation(IClassLoss loss)
    {
        Tensor activations = Random(3, 4, 6, 2, 2), labels = LabelsOf(0, 2, 1, 1);
        foreach (GroupMeasure measure in Enum.GetValues<GroupMeasure>())
        {
            using ClassGroupObjective objective = new(measure, loss, 3);

            ObjectiveStep step = ObjectiveStep.Differentiate(
                objective, activations, new LearningContext { Labels = labels, Positives = 4, Progress = 0 });

            step.Gradient.ShouldBeClose(Gradient(leaf => loss.Loss(objective.Measure(leaf), labels).reshape(1), activations));
            step.Loss.ShouldBeClose(loss.Loss(objective.Measure(activations), labels));
        }
    }
}
