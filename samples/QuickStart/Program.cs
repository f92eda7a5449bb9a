// The first program to read. It builds a network, trains it, draws how it learned, and measures it.
//
//   dotnet run -c Release --project samples/QuickStart
using ForwardForward;
using ForwardForward.Data;
using ScottPlot;

// Images of digits that the library draws itself. A tenth of the training images become validation images: the network does not learn
// from them, so they show while it learns how well it does on new images.
using ImageDataset all = ImageDatasets.SyntheticDigits();    // or: await ImageDatasets.MnistAsync()
using ImageDataset digits = all.WithValidation(all.Train.Count / 10, seed: 0);

// Two layers of 500 units. Every setting that is not named here has a default that trains well.
using FFNetwork network = new FFNetworkBuilder()
    .WithDataset(digits)
    .AddDense(500).AddDense(500)
    .Build();

// Both layers learn from every batch, and each learns by itself: no gradient passes from one to the other.
TrainingOptions options = new() { Epochs = 10, Validation = digits.Validation, Progress = new ConsoleProgress() };
TrainingResult training = network.Fit(digits.Train, options);

// Draw the accuracy on the validation images after each epoch. (An epoch is one pass over the training images.)
using Plot picture = new();
picture.Title("Accuracy on the validation images, %");
picture.XLabel("epoch");
double[] accuracies = [.. training.History.Select(epoch => 100 * epoch.ValidationAccuracy!.Value)];
picture.Add.Signal(accuracies).Data.XOffset = 1;
Directory.CreateDirectory("out");
Console.WriteLine($"wrote {picture.SavePng("out/quickstart.png", 700, 450).Path}");

// The network tries every label on an image, and names the one that its layers respond to most strongly. The test images are used only
// here, once, at the end.
EvaluationResult result = network.Evaluate(digits.Test);
Console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * result.Accuracy:F2} %"));
