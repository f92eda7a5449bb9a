using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ForwardForward.Tests.Reliability;

/// <summary>A program that has no reference to the library, and loads it from a folder while it runs.</summary>
internal static class HostProgram
{
    private const string Code = """
        using System;
        using System.Reflection;
        using System.Runtime.InteropServices;
        using System.Runtime.Loader;

        string way = args[0], file = args[1];
        if (way is "libtorch first")
            NativeLibrary.Load(args[2]);
        if (way is "setenv first")
            Host.SetVariable("ADDED_BY_THE_HOST", "1", 0);
        Assembly library = way is "never" or "others" or "always"
            ? new Plugin(args[2], throws: way).LoadFromAssemblyPath(file)
            : Assembly.LoadFrom(file);
        Type runtime = library.GetType("ForwardForward.Runtime.TorchRuntime", throwOnError: true)!;
        try
        {
            Console.WriteLine(runtime.GetMethod("Describe")!.Invoke(null, null));
        }
        catch (TargetInvocationException thrown)
        {
            Console.WriteLine($"{thrown.InnerException!.GetType().Name}: {thrown.InnerException.Message.ReplaceLineEndings(" ")}");
        }

        static class Host
        {
            [DllImport("libc.so.6", EntryPoint = "setenv")]
            public static extern int SetVariable(string name, string value, int overwrite);
        }

        /// As the documentation of .NET writes a plugin's context.
        sealed class Plugin(string component, string throws) : AssemblyLoadContext("a plugin")
        {
            private readonly AssemblyDependencyResolver _resolver = new(component);

            protected override Assembly? Load(AssemblyName assemblyName) =>
                _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

            protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
                throws is "always" ? throw new NotSupportedException("not mine")
                : _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path)
                : throws is "others" ? throw new NotSupportedException("not known")
                : 0;
        }
        """;

    /// <summary>What it prints.</summary>
    /// <param name="folder">Where the program is put.</param>
    /// <param name="arguments">How it loads the library, and which.</param>
    public static string Run(string folder, params string[] arguments) =>
        Run(folder, new Dictionary<string, string?>(StringComparer.Ordinal), arguments);

    /// <summary>What it prints.</summary>
    /// <param name="folder">Where the program is put.</param>
    /// <param name="environment">Variables that it gets, or, where null, does not get.</param>
    /// <param name="arguments">How it loads the library, and which.</param>
    public static string Run(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        string program = Path.Combine(folder, "host.dll");
        Compile().Emit(program).Success.Should().BeTrue();
        File.Copy(
            Path.ChangeExtension(typeof(HostProgram).Assembly.Location, ".runtimeconfig.json"),
            Path.Combine(folder, "host.runtimeconfig.json"), overwrite: true);
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error.GetAwaiter().GetResult());
        return output.Trim();
    }

    private static CSharpCompilation Compile()
    {
        string system = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> references =
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(file => string.Equals(Path.GetDirectoryName(file), system, StringComparison.Ordinal));
        return CSharpCompilation.Create(
            "host", [CSharpSyntaxTree.ParseText(Code)], references.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }
}
