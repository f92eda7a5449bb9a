// How far do local layers reach on photographs? Convolutional layers that learn each by itself stand beside the same layers trained by
// backpropagation, beside layers that learn without labels, and beside what one would try first.
//
//   dotnet run -c Release --project samples/DeepLayers
//   dotnet run -c Release --project samples/DeepLayers -- --preset controlled
//   dotnet run -c Release --project samples/DeepLayers -- --preset controlled --dataset mnist
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Samples;

const string Training = "training_accuracy", Fused = "fused_accuracy";

SampleDefaults defaults = new()
{
    Study = "deep-layers",
    Description = "Measures how far layers that learn each by itself reach on photographs, beside backpropagation through the same layers.",
    Presets = [Preset.Quick, Preset.Controlled],
    Datasets = [DatasetChoice.Cifar10Jpeg, DatasetChoice.Mnist, DatasetChoice.FashionMnist, DatasetChoice.Synthetic],
    Dataset = DatasetChoice.Cifar10Jpeg,
    Epochs = (preset, _) => preset == Preset.Quick ? 1 : 20,
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // The images. A tenth of the training images serves to choose settings by and to weigh the layers. What is learned from is shown a
    // little differently in every epoch, as suits the images: digits are not mirrored.
    ImageDataset dataset = study.PutOneAside(await study.OpenStandardisedAsync(), of: 10);
    LabelledImages learned = study.Own(dataset.Train.Take(Math.Min(dataset.Validation!.Count, dataset.Train.Count)));
    Augmentation augmentation = study.Options.Dataset switch
    {
        DatasetChoice.Cifar10Jpeg or DatasetChoice.FashionMnist => Augmentation.None with { Shift = 2, Mirror = 0.5 },
        _ => new Augmentation { Noise = 0 },
    };
    TrainingOptions training = new() { Epochs = study.Options.Epochs, BatchSize = 128, Augmentation = augmentation };
    AdamOptions optimizer = new() { LearningRate = 0.003, WeightDecay = 1e-4, DecouplesWeightDecay = true, WarmUp = 0.05 };
    FFNetworkBuilder Network() => study.Network(dataset).WithOptimizer(optimizer);

    // Four convolutional layers, each with a projection of its own on the classes; and two dense ones.
    FFNetworkBuilder convolutions = Network()
        .AddConvolutionProjection(64).AddConvolutionProjection(128).AddConvolutionProjection(256).AddConvolutionProjection(512);
    FFNetworkBuilder dense = Network().AddProjection(2_000).AddProjection(2_000);

    NetworkMeasure ofTraining = new(
        Training, $"{learned.Count} of the training images", (network, context) => network.MeasureAccuracy(learned, context.Evaluation));
    BackpropMeasure ofTwinsTraining = new(
        Training, $"{learned.Count} of the training images", (twin, context) => twin.MeasureAccuracy(learned, context.Evaluation));
    NetworkMeasure fused = new(Fused, "the layers weighed on the validation images", (network, context) =>
    {
        network.FuseLayers(dataset.Validation, context.Evaluation);
        return network.MeasureAccuracy(dataset.Test, context.Evaluation);
    });
    study.Add("convolutional", NetworkTrial.Create(convolutions, dataset, training, ofTraining, fused));
    study.Add("convolutional, twin", BackpropTrial.Create(convolutions, dataset, training, ofTwinsTraining) with { MostSeeds = 1 });
    study.Add(
        "convolutional, twin with deep supervision",
        BackpropTrial.CreateWithDeepSupervision(convolutions, dataset, training, ofTwinsTraining) with { MostSeeds = 1 });
    study.Add("dense", NetworkTrial.Create(dense, dataset, training, ofTraining, fused));

    study.Report(study.Measure(), []);
}
