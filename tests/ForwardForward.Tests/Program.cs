// The tests as a program: what must happen in a process of its own, as it may end it. Tests start it by Reliability/ChildProcess.
using ForwardForward.Tests.Reliability;

return args switch
{
    ["calls", var from] => HostileCallChild.Run(int.Parse(from, System.Globalization.CultureInfo.InvariantCulture)),
    ["download", var mirror, var cache] => await DownloadChild.RunAsync(new Uri(mirror), cache),
    _ => 2,
};
