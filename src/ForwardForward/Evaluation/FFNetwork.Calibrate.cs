using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>The choice of the temperature.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Chooses the temperature (<see cref="FFNetworkDefinition.Temperature"/>) with which <see cref="PredictProbabilities"/> says best what
    /// the classes of validation images are: that of the least negative log-likelihood (Guo et al., ICML 2017).
    /// </summary>
    /// <remarks>
    /// The classes that the network names stay the same. The temperature is saved with the network; after further training, or with other
    /// <see cref="ScoringLayers"/>, call this again.
    /// </remarks>
    /// <param name="validation">Labelled images that are neither learned from nor tested on, some of them hard: hundreds or more.</param>
    /// <param name="options">Progress and cancellation; null for none. A choice that is cancelled leaves the network as it was.</param>
    /// <returns>
    /// The temperature. Where every image is named rightly there is no best one, and it is a hundredth of the mean range of an image's
    /// scores.
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public double Calibrate(LabelledImages validation, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        if (validation is null)
            throw new ArgumentNullException(
                nameof(validation), "There are no validation images to choose with. ImageDataset.WithValidation splits some off.");
        using Lifetime.Use held = Lifetime.Enter(), heldData = validation.Lifetime.Enter();
        CheckClasses(validation);
        using DisposeScope scope = NewDisposeScope();
        List<double> scores = [];
        List<long> labels = [];
        validation.ForEachMicroBatch(
            MicroBatchRows,
            (images, truth) =>
            {
                scores.AddRange(ComputeLogits(images).to(float64).cpu().contiguous().data<double>().ToArray());
                labels.AddRange(truth.cpu().contiguous().data<long>().ToArray());
            },
            options.Progress,
            options.Cancellation);
        double temperature = TemperatureScaling.FindTemperature([.. scores], [.. labels]);
        Definition = Definition with { Temperature = temperature };
        return temperature;
    }
}
