// How far do local layers get on photographs? Convolutional layers that learn each by itself stand beside the same layers trained by
// backpropagation, and beside dense layers that learn each by itself.
//
//   dotnet run -c Release --project samples/DeepLayers
//   dotnet run -c Release --project samples/DeepLayers -- --preset controlled
//   dotnet run -c Release --project samples/DeepLayers -- --preset controlled --dataset mnist
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Samples;

const string Training = "training_accuracy";

SampleDefaults defaults = new()
{
    Study = "deep-layers",
    Description = "Measures how far layers that learn each by itself reach on photographs, beside backpropagation through the same layers.",
    Presets = [Preset.Quick, Preset.Controlled],
    Datasets = [DatasetChoice.Cifar10Jpeg, DatasetChoice.Mnist, DatasetChoice.FashionMnist, DatasetChoice.Synthetic],
    Dataset = DatasetChoice.Cifar10Jpeg,
    Epochs = (preset, _) => preset == Preset.Quick ? 1 : 12,
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // The images. A tenth of the training images is for validation: settings are chosen by them, never by test images. While a network
    // learns, each image is moved by up to two pixels, and photographs and garments are mirrored half of the time.
    ImageDataset dataset = study.PutOneAside(await study.OpenStandardisedAsync(), of: 10);
    LabelledImages some = study.Own(dataset.Train.Take(Math.Min(dataset.Validation!.Count, dataset.Train.Count)));
    Augmentation augmentation = study.Options.Dataset switch
    {
        DatasetChoice.Cifar10Jpeg or DatasetChoice.FashionMnist => Augmentation.None with { Shift = 2, Mirror = 0.5 },
        _ => new Augmentation { Noise = 0 },
    };
    TrainingOptions training = new() { Epochs = study.Options.Epochs, BatchSize = 128, Augmentation = augmentation };
    AdamOptions optimizer = new() { LearningRate = 0.003, WeightDecay = 1e-4, DecouplesWeightDecay = true, WarmUp = 0.05 };
    FFNetworkBuilder Network() => study.Network(dataset).WithOptimizer(optimizer);

    // Four convolutional layers, each with a projection of its own on the classes. The last layer names the class.
    FFNetworkBuilder convolutions = Network().WithScoringLayers(^1..)
        .AddConvolutionProjection(64).AddConvolutionProjection(128).AddConvolutionProjection(256).AddConvolutionProjection(512);

    // The same layers by backpropagation, once with an error for the last layer alone, and once with an error for each layer.
    NetworkMeasure ofTraining = new(
        Training, $"{some.Count} of the training images", (network, context) => network.MeasureAccuracy(some, context.Evaluation));
    BackpropMeasure ofTwinsTraining = new(
        Training, $"{some.Count} of the training images", (twin, context) => twin.MeasureAccuracy(some, context.Evaluation));
    NetworkMeasure Scored(string metric, string description, Range layers) => new(metric, description, (network, context) =>
    {
        network.ScoringLayers = layers;
        return network.MeasureAccuracy(dataset.Validation, context.Evaluation);
    });
    study.Add("convolutional", NetworkTrial.Create(
        convolutions, dataset, training, ofTraining,
        Scored("last_two_validation_accuracy", "the sum of the last two layers names the class", ^2..),
        Scored("all_layers_validation_accuracy", "the sum of all layers names the class", ..)));
    study.Add(
        "convolutional, backprop twin",
        BackpropTrial.Create(convolutions, dataset, training, ofTwinsTraining) with { MostSeeds = 1 });
    study.Add(
        "convolutional, backprop twin with an error for each layer",
        BackpropTrial.CreateWithDeepSupervision(convolutions, dataset, training, ofTwinsTraining) with { MostSeeds = 1 });

    // Dense layers, of which the last or all name the class, as validation chooses.
    StudyTrial Dense(Range layers) => NetworkTrial.Create(
        Network().WithScoringLayers(layers).AddProjection(2_000).AddProjection(2_000), dataset, training, ofTraining);
    study.Add("dense", Dense(..), Dense(^1..));

    study.Report(study.Measure(), []);
}
