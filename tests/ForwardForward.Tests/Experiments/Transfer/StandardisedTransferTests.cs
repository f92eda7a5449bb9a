using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Transfer;

/// <summary>Source and target are each scaled by their own numbers, as if they had been scaled by hand.</summary>
public sealed class StandardisedTransferTests
{
    private static readonly RepetitionOptions Once = new() { Seeds = [3] };

    [Fact]
    public void TransferComparison_StandardisedDatasets_GivesWhatImagesScaledByHandGive() =>
        Compare((source, target) => [.. TransferComparison.Run(
            source, target, [TransferTasks.Recipe()], new TransferOptions { Seeds = [5], LabelBudgets = [9, null], Draws = 2 })
            .SelectMany(row => row.Accuracy.Values.Concat(row.SourceAccuracy?.Values ?? []))]);

    [Fact]
    public void FineTuning_StandardisedDatasets_GivesWhatImagesScaledByHandGive() =>
        Compare((source, target) => [.. FineTuning.Run(source, target, TransferTasks.Recipe(), Once)
            .SelectMany(result => result.Scratch.Values.Concat(result.BeforeTuning.Values).Concat(result.Tuned.Values))]);

    [Fact]
    public void ContinualLearning_StandardisedDatasets_GivesWhatImagesScaledByHandGive() =>
        Compare((source, target) => [.. ContinualLearning.Run([source, target], TransferTasks.Recipe(), Once)
            .SelectMany(
                result => new[] { (0, 0), (0, 1), (1, 0), (1, 1) }.Select(task => result.Accuracy(task.Item1, task.Item2).Values[0]))]);

    private static void Compare(Func<ImageDataset, ImageDataset, double[]> measure)
    {
        using ImageDataset rawSource = TransferTasks.Source(), rawTarget = TransferTasks.Target(),
            source = rawSource.Standardise(), target = rawTarget.Standardise(),
            sourceByHand = ByHand(source), targetByHand = ByHand(target);

        source.Standardisation.Should().NotBe(target.Standardisation);
        measure(source, target).Should().Equal(measure(sourceByHand, targetByHand)).And.NotBeEmpty();
    }

    private static ImageDataset ByHand(ImageDataset dataset)
    {
        (double mean, double deviation) = (dataset.Standardisation!.Means[0], dataset.Standardisation.Deviations[0]);
        return new ImageDataset(
            dataset.Name, Scale(dataset.Train), Scale(dataset.Test), dataset.Validation is { } part ? Scale(part) : null, classNames: null);

        LabelledImages Scale(LabelledImages part) => part.Map(images => (images - mean) / deviation);
    }
}
