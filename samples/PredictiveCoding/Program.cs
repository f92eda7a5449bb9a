// Can a layer pass on only what it cannot predict? The study's layer predicts its own input, and shuts out the images that it
// predicts well. It finds 17.5 % accuracy and every unit dead: "sparsity constraints killed learning". This sample repeats that,
// and asks what was dead, and since when.
//
//   dotnet run -c Release --project samples/PredictiveCoding
//   dotnet run -c Release --project samples/PredictiveCoding -- --preset controlled
//   dotnet run -c Release --project samples/PredictiveCoding -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "predictive-coding",
    Description = "Trains layers that pass on what they cannot predict, and counts what is dead in them.",
    Epochs = SampleDefaults.EpochsBy(quick: 2, controlled: 4, faithful: 500),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study states, and what may be behind it. Its gate is σ(10 e − 5) of a prediction error e that is about 0.001,
    // as images are scaled to length 1: it lets 0.7 % of every activation through, from the first step on. It takes sparsity and prediction
    // error off a goodness that begins near 0, where both weigh more than the goodness itself: raising it then means to lower the activity.
    // And it counts a unit as dead that stays below 0.01 behind the gate.
    const string Dead = "dead_units", Transfer = "transfer_accuracy";
    StudyCause gate = new("the gate, which is all but shut", "predictive_coding", "gate re-centred");
    StudyCause penalties = new("what is taken off the goodness", "predictive_coding", "gate alone");
    StudyCause both = new("the gate and what is taken off the goodness", "predictive_coding", "gate re-centred, alone");
    StudyCause sparsity = new("the sparsity, the gate being open", "gate re-centred", "gate re-centred, no sparsity");
    StudyCause predictionError = new(
        "the prediction error taken off the goodness, the gate being open", "gate re-centred", "gate re-centred, no prediction error");
    StudyCause fromTheStart = new("the gate before any learning", "predictive_coding, untrained", "standard, untrained");
    StudyClaim[] claims =
    [
        new("standard", 0.900),
        new("predictive_coding", 0.175),
        new("standard", 0.08) { Metric = Dead },
        new("predictive_coding", 1.00) { Metric = Dead },
        new("predictive_coding", 0.1187) { Metric = Transfer },
        new("predictive_coding", 0.175 - 0.900) { Against = "standard", Causes = [gate, penalties, both, sparsity, predictionError] },
        new("predictive_coding", 1.00 - 0.08) { Against = "standard", Metric = Dead, Causes = [fromTheStart] },
    ];

    // The study takes 50,000 images in one batch, draws the negatives once, and trains one layer after the other for 500 steps.
    // Elsewhere the same network learns from mini-batches with fresh negatives, both layers together; a part of the images is put aside.
    ImageDataset dataset = study.PutAside(await study.OpenStandardisedAsync(), faithful: 50_000);
    TrainingOptions training = study.Training(dataset);

    // The study's network around two layers of any kind.
    FFNetworkBuilder Network(LayerDefinition layer) => study.Network(dataset)
        .WithStudySettings()
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .AddLayer(layer)
        .AddLayer(layer);

    // Units of the last layer that no test image moves: as the study counts them, behind the gate; before the gate; and before it,
    // by the measure of how active the layer is. And what the last layer is worth on another dataset, every image showing the label 0.
    ImageDataset other = await study.OpenOtherStandardisedAsync();
    StudyProbe transfer = study.ProbeLastLayer(Transfer, other, faithfulEpochs: 100);
    DeadUnits CountDead(FFNetwork network, TrialContext context) =>
        network.CountDeadUnits(dataset.Test.Images, options: context.Evaluation)[^1];
    NetworkMeasure[] measures =
    [
        new(Dead, "last layer, behind the gate, below 0.01", (network, context) => CountDead(network, context).Gated),
        new("dead_before_gate", "last layer, below 0.01", (network, context) => CountDead(network, context).Ungated),
        new(
            "dead_relative",
            "last layer, before the gate, below 0.01 of its root mean square",
            (network, context) => CountDead(network, context).Relative),
        transfer.OfNetwork,
    ];

    // The study's two, and both before any learning.
    void Add(string name, TrainingOptions? options, params FFNetworkBuilder[] candidates) =>
        study.Add(name, [.. candidates.Select(network => NetworkTrial.Create(network, dataset, options, measures))]);
    var standard = new DenseLayerDefinition(500);
    PredictiveCodingLayerDefinition faithful = FaithfulLayers.PredictiveCoding(500);
    PredictiveCodingLayerDefinition Layer(
        SurpriseGate gate, double reconstruction = 0.5, double sparsity = 0.1, bool sparsityInGoodness = true, double scale = 1) => new(500)
        {
            Gate = gate,
            ReconstructionWeight = reconstruction,
            SparsityWeight = sparsity,
            SparsityInGoodness = sparsityInGoodness,
            SurpriseScale = scale,
        };
    Add("standard", training, Network(standard));
    Add("predictive_coding", training, Network(faithful));
    Add("standard, untrained", null, Network(standard));
    Add("predictive_coding, untrained", null, Network(faithful));

    // The suspicions, one at a time and together: a gate that is centred on the errors that the layer meets; and neither sparsity nor
    // prediction error in goodness and loss, so that the gate is alone.
    if (!study.IsFaithful)
    {
        Add("gate re-centred", training, Network(Layer(SurpriseGate.Recentred)));
        Add("gate alone", training, Network(Layer(SurpriseGate.Fixed, reconstruction: 0, sparsity: 0)));
        Add("gate re-centred, alone", training, Network(Layer(SurpriseGate.Recentred, reconstruction: 0, sparsity: 0)));
    }
    if (study.IsControlled)
    {
        Add("gate re-centred, no sparsity", training, Network(Layer(SurpriseGate.Recentred, sparsity: 0)));
        Add("gate re-centred, no prediction error", training, Network(Layer(SurpriseGate.Recentred, reconstruction: 0)));
        Add("gate re-centred, sparsity in the loss", training, Network(Layer(SurpriseGate.Recentred, sparsityInGoodness: false)));
    }

    // The corrected layer in this library's recipe, beside the recipe's own, both with labels drawn evenly:
    // how far the gate may shut, κ, is chosen by validation.
    double[] scales = study.IsControlled ? [0, 0.5, 1] : [1];
    FFNetworkBuilder Recipe(LayerDefinition layer) =>
        study.Network(dataset).WithNegatives(new WrongLabelSampler()).AddLayer(layer).AddLayer(layer);
    FFNetworkBuilder Corrected(double scale) => Recipe(new PredictiveCodingLayerDefinition(500) { SurpriseScale = scale });
    if (!study.IsFaithful)
    {
        Add("standard, library defaults", training, Recipe(standard));
        Add("predictive_coding, library defaults", training, [.. scales.Select(Corrected)]);
    }
    if (study.IsControlled)
    {
        foreach (double scale in scales)
        {
            Add($"κ {scale}, library defaults", training, Corrected(scale));
            Add($"κ {scale}, the study's gate", training, Network(Layer(SurpriseGate.Fixed, scale: scale)));
        }
    }

    study.Report(study.Measure(), claims);
}
