// Does a third factor help: a signal from outside a layer that scales what the layer learns? The study scales each layer's goodness (how
// strongly it responds) by three signals, which it names after the neuromodulators of the brain. The top-down signal helps by a point,
// the agreement of layers does not, and the reward prediction error fails. This sample repeats that, and asks what the signals really
// say. The study: docs/reproducing-the-studies.md.
//
//   dotnet run -c Release --project samples/ThreeFactor
//   dotnet run -c Release --project samples/ThreeFactor -- --preset controlled
//   dotnet run -c Release --project samples/ThreeFactor -- --preset faithful
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Samples;

SampleDefaults defaults = new()
{
    Study = "three-factor",
    Description = "Scales what layers learn by three signals, and asks what the signals say.",
    Epochs = SampleDefaults.EpochsBy(quick: 4, controlled: 5, faithful: 500),
};
return await Study.RunAsync(args, defaults, RunAsync);

static async Task RunAsync(Study study)
{
    // What the study claims, and what else may explain it. Its top-down signal comes from a network that sees the label in the image. So
    // the signal soon is ½ for positives and for true negatives alike, which has the effect of a lower threshold. It damps only the
    // negatives that have the right label by chance, one in ten. Its reward is 1 for positives and 0 for negatives, so the signal says
    // which half of the batch an image is in. With a learned scale, that satisfies the loss by itself.
    const string Transfer = "transfer_accuracy";
    StudyCause threshold = new("a lower threshold", "lower threshold", "none");
    StudyCause rightNegatives = new("the negatives that are right", "none, never right", "none");
    StudyCause learnedScale = new("the scale being learned", "reward_prediction", "reward_prediction, fixed scale");
    StudyCause learnedGain = new("the scale being learned", "top_down", "top_down, fixed scale");
    StudyClaim[] claims =
    [
        new("none", 0.8966),
        new("top_down", 0.9108),
        new("layer_agreement", 0.8958),
        new("reward_prediction", 0.1028),
        new("none", 0.6281) { Metric = Transfer },
        new("top_down", 0.6432) { Metric = Transfer },
        new("layer_agreement", 0.5981) { Metric = Transfer },
        new("reward_prediction", 0.1844) { Metric = Transfer },
        new("top_down", 0.9108 - 0.8966) { Against = "none", Causes = [threshold, rightNegatives, learnedGain] },
        new("top_down, fixed scale", 0.9108 - 0.8966) { Against = "none", Causes = [threshold, rightNegatives] },
        new("reward_prediction", 0.1028 - 0.8966) { Against = "none", Causes = [learnedScale] },
        new("top_down", 0.6432 - 0.6281) { Against = "none", Metric = Transfer, Causes = [threshold, rightNegatives, learnedGain] },
        new("layer_agreement", 0.5981 - 0.6281) { Against = "none", Metric = Transfer },
        new("reward_prediction", 0.1844 - 0.6281) { Against = "none", Metric = Transfer, Causes = [learnedScale] },
    ];

    // The study takes 50,000 images in one batch, draws the negatives once, and trains one layer after the other for 500 steps. The other
    // presets train the same network from mini-batches with fresh negatives, both layers together. They also set validation images aside.
    ImageDataset dataset = study.PutAside(await study.OpenStandardisedAsync(), faithful: 50_000);
    TrainingOptions training = study.Training(dataset, watch: true);

    // The study's network.
    FFNetworkBuilder Network(double threshold = 2, INegativeSampler? negatives = null) => study.Network(dataset)
        .WithStudySettings()
        .WithNegatives(negatives ?? new FaithfulShuffledLabelSampler())
        .WithLoss(new LogisticLoss(threshold))
        .AddDense(500)
        .AddDense(500);

    // How useful are the features for another dataset? A linear classifier reads the last layer, with the label 0 shown in every image.
    // The study's classifier stops early. With the other presets, ridge regression finds the best classifier.
    ImageDataset other = await study.OpenOtherStandardisedAsync();
    StudyProbe transfer = study.ProbeLastLayer(Transfer, other, faithfulEpochs: 50);

    // The study's four networks, and an untrained one, which the study measured and did not report.
    StudyTrial Trial(FFNetworkBuilder network, TrainingOptions? options) =>
        NetworkTrial.Create(network, dataset, options, transfer.OfNetwork);
    void Add(string name, params FFNetworkBuilder[] candidates) =>
        study.Add(name, [.. candidates.Select(network => Trial(network, training))]);
    Add("none", Network());
    Add("top_down", Network().WithModulation(new FaithfulTopDownModulation()));
    Add("layer_agreement", Network().WithModulation(new FaithfulLayerAgreementModulation()));
    Add("reward_prediction", Network().WithModulation(new FaithfulRewardPredictionModulation()));
    study.Add("untrained", Trial(Network(), options: null));

    // Rows that test the other causes. The scale of top-down modulation begins at ½, so the goodness of both halves is multiplied by
    // about 1.23. That has the effect of a threshold of 1.6.
    double[] thresholds = study.IsControlled ? [1.4, 1.6, 1.8] : [1.6];
    if (!study.IsFaithful)
    {
        Add("lower threshold", [.. thresholds.Select(value => Network(threshold: value))]);
        Add("none, never right", Network(negatives: new WrongLabelSampler()));
        Add("reward_prediction, fixed scale", Network().WithModulation(new FaithfulRewardPredictionModulation(learnScale: false)));
    }

    // The signals as their names describe them. None says which half of the batch an image is in. They say how sure the network is of an
    // unlabelled image, whether it is right, and whether both layers respond to an image more than average. Each is tried at several
    // scales, and the validation images choose one.
    double[] scales = study.IsControlled ? [0.25, 0.5, 1] : [];
    (string Name, Func<double, IModulation> Create)[] corrected =
    [
        ("top_down as named", scale => new TopDownModulation(scale)),
        ("layer_agreement as named", scale => new LayerAgreementModulation(scale)),
        ("reward_prediction as named", scale => new RewardPredictionModulation(scale)),
    ];
    if (study.IsControlled)
    {
        Add("top_down, fixed scale", Network().WithModulation(new FaithfulTopDownModulation(learnScale: false)));
        Add("top_down, never right", Network(negatives: new WrongLabelSampler()).WithModulation(new FaithfulTopDownModulation()));
        study.Add("none, twice as long", Trial(Network(), training with { Epochs = 2 * training.Epochs }));
        foreach ((string name, Func<double, IModulation> create) in corrected)
        {
            foreach (double scale in scales)
                Add($"{name}, {scale}", Network().WithModulation(create(scale)));
            Add(name, [.. scales.Select(scale => Network().WithModulation(create(scale)))]);
        }
    }

    study.Report(study.Measure(), claims);
}
