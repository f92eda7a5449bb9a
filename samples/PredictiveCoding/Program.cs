// Can a layer pass on only what it cannot predict? The study's layer predicts its own input, and a gate shuts out the images that it
// predicts well. The study finds 17.5 % accuracy and every unit dead (never active): "sparsity constraints killed learning". This sample
// repeats that, and asks which units are dead, and since when. The study: docs/reproducing-the-studies.md.
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
    Description = "Trains layers that pass on only what they cannot predict, and counts their dead units.",
    Epochs = SampleDefaults.EpochsBy(quick: 2, controlled: 4, faithful: 500),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims, and what else may explain it. Its gate is σ(10 e − 5) of a prediction error e. Images are scaled to length
    // 1, so e is about 0.001, and the gate lets 0.7 % of every activation through from the first step on. The study subtracts sparsity
    // and prediction error from a goodness that begins near 0. Both are larger than the goodness itself, so a layer raises the result by
    // lowering its activity. And the study counts a unit as dead if it stays below 0.01 behind the gate.
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

    // The study takes 50,000 images in one batch, draws the negatives once, and trains one layer after the other for 500 steps. The other
    // presets train the same network from mini-batches with fresh negatives, both layers together. They also set validation images aside.
    ImageDataset dataset = study.PutAside(await study.OpenStandardisedAsync(), faithful: 50_000);
    TrainingOptions training = study.Training(dataset);

    // The study's network, with two layers of any kind.
    FFNetworkBuilder Network(LayerDefinition layer) => study.Network(dataset)
        .WithStudySettings()
        .WithNegatives(new FaithfulShuffledLabelSampler())
        .AddLayer(layer)
        .AddLayer(layer);

    // How many units of the last layer does no test image activate? They are counted behind the gate, as in the study; before the gate;
    // and before the gate relative to how active the layer is. And how useful is the last layer for another dataset? There, every image
    // shows the label 0.
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

    // The study's two networks, trained and untrained.
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

    // Rows that test the other causes, one at a time and together. One gate is centred on the errors that the layer really has. Other
    // rows have neither sparsity nor prediction error in goodness and loss, so only the gate is left.
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

    // The corrected layer with this library's defaults, beside plain layers with the same defaults. Wrong labels are drawn evenly in
    // both. The validation images choose κ, which says how far the gate may shut.
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
