using ForwardForward.Extensibility;
using ForwardForward.Tests.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Projection;

public sealed class ProjectionObjectiveTests
{
    public static TheoryData<IClassLoss> Losses =>
        [new CrossEntropyLoss(), new ChannelwiseCompetitionLoss(), new PositiveVersusNegativeLoss(threshold: 0.1)];

    [Fact]
    public void Measure_KnownProjection_IsTheProduct()
    {
        using ProjectionObjective objective = Create(new ProjectionOptions(), 2);
        objective.Parameters[0].Value.copy_(Matrix(new float[,] { { 1, -1 }, { 2, 3 } }));

        // (1, 2) · M = (1 + 4, −1 + 6).
        Values(objective.Measure(Matrix(new float[,] { { 1, 2 } }))).Should().Equal(5f, 5f);
    }

    [Fact]
    public void Measure_Cosine_ComparesDirectionsOnly()
    {
        using ProjectionObjective objective = Create(new ProjectionOptions { CosineScale = 10 }, 2);
        objective.Parameters[0].Value.copy_(Matrix(new float[,] { { 7, 0 }, { 0, -3 } }));

        // cos((3, 4), (1, 0)) = 0.6 and cos((3, 4), (0, −1)) = −0.8, times 10.
        objective.Measure(Matrix(new float[,] { { 3, 4 } })).ShouldBeClose(Matrix(new float[,] { { 6, -8 } }), 1e-5);
    }

    [Fact]
    public void Measure_Maps_ProjectsTheirMeansOnAGrid()
    {
        using ProjectionObjective objective = Create(new ProjectionOptions { Grid = 1 }, 1, 2, 2);
        objective.Parameters[0].Value.copy_(Matrix(new float[,] { { 1, 2 } }));

        // The mean of 1, 2, 3, 6 is 3.
        Values(objective.Measure(tensor(new float[] { 1, 2, 3, 6 }).view(1, 1, 2, 2))).Should().Equal(3f, 6f);
    }

    [Fact]
    public void Measure_MapsSmallerThanTheGrid_AreTakenAsTheyAre()
    {
        // Four values of a 2×2 map are four features, not those of a 7×7 grid.
        using ProjectionObjective objective = Create(new ProjectionOptions { Grid = 7 }, 1, 2, 2);
        objective.Parameters[0].Value.shape.Should().Equal(4, 2);
        objective.Parameters[0].Value.copy_(Matrix(new float[,] { { 1, 0 }, { 1, 0 }, { 0, 1 }, { 0, 1 } }));

        Values(objective.Measure(tensor(new float[] { 1, 2, 3, 6 }).view(1, 1, 2, 2))).Should().Equal(3f, 9f);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Differentiate_EveryLossAndForm_EqualsAutomaticDifferentiation(IClassLoss loss)
    {
        Tensor labels = LabelsOf(0, 1, 1, 0);
        (ProjectionObjective Objective, Tensor Activations)[] forms =
        [
            (Create(new ProjectionOptions { Loss = loss }, 6), Random(3, 4, 6)),
            (Create(new ProjectionOptions { Loss = loss, CosineScale = 5 }, 6), Random(3, 4, 6)),
            (Create(new ProjectionOptions { Loss = loss, Grid = 2 }, 3, 4, 4), Random(3, 4, 3, 4, 4)),
            (Create(new ProjectionOptions { Loss = loss, Grid = 3 }, 3, 5, 7), Random(3, 4, 3, 5, 7)), // Its squares overlap.
            (Create(new ProjectionOptions { Loss = loss, Grid = 6 }, 3, 5, 7), Random(3, 4, 3, 5, 7)),
        ];
        foreach ((ProjectionObjective objective, Tensor activations) in forms)
        {
            ObjectiveStep step = ObjectiveStep.Differentiate(
                objective, activations, new LearningContext { Labels = labels, Positives = 4, Progress = 0 });

            step.Gradient.ShouldBeClose(Gradient(leaf => loss.Loss(objective.Measure(leaf), labels).reshape(1), activations));
            Tensor projection = objective.Parameters[0].Value;
            projection.requires_grad = true;
            using (enable_grad())
                loss.Loss(objective.Measure(activations), labels).backward();
            step.ParameterGradients.Should().ContainSingle().Which.ShouldBeClose(projection.grad!);
            projection.requires_grad = false;
            objective.Dispose();
        }
    }

    [Fact]
    public void Differentiate_SimilarityWeight_MixesTheTwoLosses()
    {
        Tensor activations = Random(3, 4, 6), labels = LabelsOf(0, 1, 1, 0);
        LearningContext context = new() { Labels = labels, Positives = 4, Progress = 0 };
        using ProjectionObjective plain = Create(new ProjectionOptions(), 6),
            mixed = Create(new ProjectionOptions { SimilarityWeight = 0.75 }, 6);
        mixed.Parameters[0].Value.copy_(plain.Parameters[0].Value);
        (Tensor loss, Tensor gradient) = SimilarityMatching.Measure(activations, labels, 2);

        (ObjectiveStep scores, ObjectiveStep both) =
            (ObjectiveStep.Differentiate(plain, activations, context), ObjectiveStep.Differentiate(mixed, activations, context));

        both.Loss.ShouldBeClose((scores.Loss * 0.25) + (loss * 0.75));
        both.Gradient.ShouldBeClose((scores.Gradient * 0.25) + (gradient * 0.75));
        both.ParameterGradients[0].ShouldBeClose(scores.ParameterGradients[0] * 0.25);
    }

    [Fact]
    public void Score_Goodness_IsItsLogProbability()
    {
        using ProjectionObjective objective = Create(new ProjectionOptions(), 2);

        objective.Score(Matrix(new float[,] { { 1, 3 } })).ShouldBeClose(Matrix(new float[,] { { 1, 3 } }).log_softmax(1));
    }

    private static ProjectionObjective Create(ProjectionOptions options, params long[] shape) =>
        new(options, shape, LayerContexts.Create(2));
}
