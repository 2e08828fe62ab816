import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/config.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly healthcheck?: object;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

const text = readFileSync('compose.yaml', 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const docker = readFileSync('Dockerfile', 'utf8');
const { services } = compose;
const apps = Object.entries(services).filter(([, { build }]) => build !== undefined);
const app = apps[0]?.[1].environment ?? {};

/** Names in the type of the configuration, as the source states them. */
const known = [
  ...readFileSync('src/config/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm),
].map(([, name]) => name);
const described = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(
  ([, name]) => name,
);
/** What compose asks the person for, and what it does without an answer. */
const asked = [...text.matchAll(/(?<!\$)\$\{([A-Z_]+)(:[?-])?([^}]*)\}/g)].map(
  ([, name = '', kind, rest = '']) => ({ name, kind, rest }),
);

/** As compose fills it in for somebody who answered everything it demands. */
function filled(answers: Readonly<Record<string, string>>): Record<string, string> {
  const fill = (value: string) =>
    value.replaceAll(/\$\{([A-Z_]+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind, rest) => {
      const answer = answers[name] ?? (kind === '-' ? String(rest) : undefined);
      if (answer === undefined) throw new Error(`compose asks for ${name}`);
      return answer;
    });
  return Object.fromEntries(Object.entries(app).map(([name, value]) => [name, fill(value)]));
}

const ANSWERS = {
  PUBLIC_URL: 'https://shop.example',
  JWT_SECRET: 'a'.repeat(64),
  INSTALLATION_SECRET: 'b'.repeat(64),
  MONGO_ROOT_PASSWORD: 'c'.repeat(64),
  MONGO_APP_PASSWORD: 'd'.repeat(64),
};

describe('compose.yaml and the Dockerfile', () => {
  it('tells the product every variable there is, and none that it does not know', () => {
    expect(known).to.include.members(['MONGODB_URI', 'PORT', 'JWT_SECRET']);
    expect(Object.keys(app)).to.have.members(known);
  });

  it('names no variable that .env.example does not describe, and leaves out none of the product', () => {
    expect(described).to.include.members(Object.keys(app));
    expect(described).to.include.members(asked.map(({ name }) => name));
    const used = [...Object.keys(app), ...asked.map(({ name }) => name)];
    expect(used).to.include.members(described);
  });

  it('gives production all it insists on, once the answers are there, and demands each answer', () => {
    const config = loadConfig(filled(ANSWERS));
    expect(config).to.include({ NODE_ENV: 'production', HOST: '0.0.0.0', TRUST_PROXY: 1 });
    expect(config.MONGODB_URI).to.contain('mongo1:27017,mongo2:27017,mongo3:27017/suhang');
    const demanded = new Set(asked.filter(({ kind }) => kind === ':?').map(({ name }) => name));
    expect([...demanded]).to.have.members(Object.keys(ANSWERS));
  });

  it('holds no secret: what is secret is asked for', () => {
    const set = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment),
    );
    const secrets = set.filter(([name]) => /SECRET|PASSWORD/.test(name));
    expect(secrets).to.have.length.above(4);
    for (const [name, value] of secrets) expect(value, name).to.match(/^\$\{[A-Z_]+:\?[^}]+\}$/);
    expect(text + docker).to.not.match(/[0-9a-f]{32}/);
    expect(docker).to.not.match(/SECRET|PASSWORD|MONGODB_URI/);
  });

  it('pins every image', () => {
    const pulled = Object.values(services).flatMap(({ image, build }) =>
      image !== undefined && build === undefined ? [image] : [],
    );
    const based = [...docker.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
    expect(pulled.length + based.length).to.be.at.least(8);
    for (const image of [...pulled, ...based]) expect(image).to.match(/:\d+[\w.-]*$/);
  });

  it('runs two processes of the product on one store and one uploads folder', () => {
    expect(apps).to.have.length(2);
    const [one, two] = apps.map(([, service]) => service);
    expect(one?.environment).to.deep.equal(two?.environment);
    expect(one?.volumes).to.deep.equal(two?.volumes).and.to.deep.equal(['uploads:/srv/uploads']);
    expect(app['UPLOADS_DIR']).to.equal('/srv/uploads');
    for (const [name] of apps)
      expect(compose.configs['caddyfile']?.content).to.contain(`${name}:3000`);
  });

  it('runs three members that know each other by a key, and keeps what they hold', () => {
    const members = Object.entries(services).filter(([name]) => /^mongo\d$/.test(name));
    expect(members).to.have.length(3);
    for (const [name, { command, volumes = [], healthcheck }] of members) {
      expect(command).to.include.members(['--replSet', '--keyFile']);
      expect(volumes).to.include.members([`${name}:/data/db`, 'keyfile:/keyfile:ro']);
      expect(healthcheck, name).to.be.an('object');
    }
    const mounted = Object.values(services).flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(':')[0] ?? ''),
    );
    expect(new Set(mounted)).to.deep.equal(new Set(Object.keys(compose.volumes)));
  });

  it('waits for what it needs, and asks the address that says ready', () => {
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const { healthcheck, build } = services[name] ?? expect.fail(`no ${name}`);
        if (condition === 'service_healthy') expect(healthcheck ?? build, name).to.exist;
      }
    expect(docker).to.match(/HEALTHCHECK[^]*\/readyz/);
    expect(compose.configs['caddyfile']?.content).to.contain('health_uri /readyz');
  });

  it('puts into the image what main needs, and runs it as nobody special', () => {
    const last = docker.split(/^FROM /gm).at(-1) ?? '';
    const copied = [...last.matchAll(/^COPY (?:--from=\S+ )?(\S+)/gm)].map(([, from]) => from);
    // what `src/web/assets.ts` and Node look for beside dist/app/main.js
    const needed = ['package.json', '/app/node_modules', '/app/public', '/app/dist'];
    expect(copied).to.have.members(needed);
    expect(last)
      .to.contain('CMD ["node", "dist/app/main.js"]')
      .and.to.match(/^USER node$/m);
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const inBuild = [...docker.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = '']) =>
      from.split(' '),
    );
    const words = `${scripts['build'] ?? ''} ${scripts['build:web'] ?? ''}`;
    expect(words).to.contain('tsconfig.build.json').and.to.contain('.ci/build-web.js');
    expect(inBuild).to.include.members(['tsconfig.build.json', '.ci', 'src', 'public']);
    for (const from of inBuild) expect(existsSync(from), from).to.equal(true);
    expect(readdirSync('src/app')).to.include('main.ts');
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).to.include.members(['.env', 'data']);
  });
});
